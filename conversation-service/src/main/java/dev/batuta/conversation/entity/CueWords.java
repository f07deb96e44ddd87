package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.Lexeme.CueKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cues of one word. */
final class CueWords {
  /** Folded word to what it announces. */
  static final Map<String, CueKind> CUES = cues();

  private CueWords() {}

  private static Map<String, CueKind> cues() {
    var cues = new HashMap<String, CueKind>();
    put(cues, CueKind.OF, "de of do da d del");
    put(cues, CueKind.AND, "y e and + , & plus tambien tambem");
    put(cues, CueKind.MORE, "mas mais more otros otras outros outras another extra adicionales");
    put(cues, CueKind.BREAK, ". ; ! ? ( ) \u00a4");
    put(cues, CueKind.TIMES, "x \u00d7 * por by");
    put(
        cues,
        CueKind.THICKNESS,
        "espesor espesores esp espessura grosor thick thickness grosura expesor espezor");
    put(
        cues,
        CueKind.LENGTH,
        "largo largos long length alto altura altos comprimento compr tall high height longitud lg lgo alt longos");
    put(cues, CueKind.WIDTH, "ancho anchos largura wide width anchura anch larg");
    put(cues, CueKind.NEGATION, "sin without sem ni nem except excepto salvo nor menos");
    put(
        cues,
        CueKind.CORRECTION,
        "perdon digo sorry ops perdao alias corrijo actually rather desculpa disculpa perdona mejor melhor"
            + " wait espera correccion sino digamos");
    put(cues, CueKind.ALL, "todo todos toda todas tudo all everything both ambos ambas ambas");
    put(cues, CueKind.EACH, "cada each apiece");
    put(
        cues,
        CueKind.REMOVE,
        "saca sacar sacale sacame saque saqueme quita quitar quitale quitame quite quitele quiteme remove"
            + " elimina eliminar elimine eliminame borra borrar borre borrame delete drop retira retirar"
            + " retire tira tirar tire cancela cancelar exclui excluir exclua resta restale descarta");
    put(
        cues,
        CueKind.ADD,
        "agrega agregar agregale agregame agregue agreguele agregueme suma sumar sumale sumame sume sumele"
            + " anade anadir anadile anadime anada anadale add adiciona adicionar adicione adicioname"
            + " adicionele acrescenta acrescentar acrescente coloca bota poneme ponele ponme ponele"
            + " incluye incluir inclui inclua incluya include metele meteme agregas agregarle sumarle"
            + " agregarme agregan suman anexa anexar");
    put(cues, CueKind.INSTEAD, "reemplazando");
    put(
        cues,
        CueKind.CHANGE,
        "cambia cambiar cambiale cambiame cambie cambieme cambiar troca trocar troque change replace"
            + " reemplaza reemplazar reemplace substitui substituir substitua sustituye sustituir swap"
            + " cambias cambien muda mudar mude modifica cambio switch");
    return Map.copyOf(cues);
  }

  private static void put(Map<String, CueKind> cues, CueKind kind, String words) {
    for (var word : List.of(words.split(" "))) {
      cues.put(word, kind);
    }
  }
}
