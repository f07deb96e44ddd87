package dev.batuta.conversation.intent;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one-word commands that end or start messages from the shop. They stand before any model:
 * whoever writes BAJA, STOP or SAIR must never be misread.
 */
final class SubscriptionCommands {

  private static final Set<String> OUT =
      Set.of(
          "baja",
          "stop",
          "stopall",
          "salir",
          "sair",
          "unsubscribe",
          "desuscribir",
          "desuscribirme",
          "descadastrar",
          "desinscrever",
          "optout",
          "quit",
          "end",
          "parar",
          "pare",
          "remover",
          "cancelar suscripcion",
          "opt out",
          "darme de baja",
          "dar de baja",
          "borrar mis datos",
          "cancel",
          "cancelar");
  private static final Set<String> IN =
      Set.of(
          "alta",
          "start",
          "unstop",
          "suscribir",
          "suscribirme",
          "subscribe",
          "optin",
          "opt in",
          "dar de alta",
          "darme de alta",
          "join");

  /** Words around a command that do not change it. */
  private static final Set<String> POLITE =
      Set.of(
          "por",
          "favor",
          "please",
          "ya",
          "hola",
          "gracias",
          "obrigado",
          "obrigada",
          "quiero",
          "quero",
          "now",
          "la",
          "!",
          "?",
          "emoji",
          "de",
          "thanks",
          "buenas",
          "ok",
          "messages",
          "mensajes",
          "mensagens",
          "lista");

  /** Returns the intent of a command, or null if the message is not one. */
  @Nullable Intent recognise(List<String> tokens) {
    if (tokens.isEmpty() || tokens.size() > 6) {
      return null;
    }
    String whole = String.join(" ", tokens.stream().filter(t -> !t.equals("!")).toList());
    String bare = String.join(" ", tokens.stream().filter(t -> !POLITE.contains(t)).toList());
    if (OUT.contains(whole) || OUT.contains(bare)) {
      return Intent.OPT_OUT;
    }
    return IN.contains(whole) || IN.contains(bare) ? Intent.OPT_IN : null;
  }
}
