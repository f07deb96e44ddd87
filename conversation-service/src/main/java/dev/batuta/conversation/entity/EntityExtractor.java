package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.Scan.Token;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a message says: deterministic, without a model and without network, and only what is
 * written. Each finder takes its words away, so that no number is read twice. Stateless and safe
 * for use by several threads.
 */
public final class EntityExtractor {
  private static final Set<String> PHONE_WORDS =
      Set.of(
          "celular",
          "telefono",
          "phone",
          "mobile",
          "cell",
          "fone",
          "telefone",
          "celu",
          "cel",
          "movil",
          "tel");
  private static final Set<String> PHONE_LINKS =
      Set.of(
          "es",
          "e",
          "is",
          ":",
          "number",
          "numero",
          "nro",
          "mi",
          "my",
          "meu",
          "el",
          "al",
          ".",
          "y",
          "whatsapp");
  private static final Set<String> FILLERS =
      Set.of(
          "de",
          "son",
          "sao",
          "es",
          "e",
          "y",
          "la",
          "el",
          "los",
          "las",
          "para",
          "en",
          "em",
          "a",
          "o",
          "por",
          "favor",
          "porfa",
          "soy",
          "sou",
          "vivo",
          "moro",
          "seria",
          "serian",
          "seriam",
          "unos",
          "unas",
          "unidades",
          "mi",
          "nombre",
          "me",
          "llamo",
          "it",
          "is",
          "its",
          "of",
          "in",
          "please",
          "i'm",
          "i",
          "am",
          "the",
          "and",
          "need",
          "would",
          "be",
          "to",
          "from",
          "my",
          "name",
          "meu",
          "nome",
          "chamo",
          "numero",
          "nro",
          "pedido",
          "ok",
          "bueno",
          "ah",
          "eh",
          "pues",
          "mas",
          "menos",
          "como",
          "about",
          "long",
          "thick",
          "do",
          "da",
          "no",
          "na",
          "um",
          "uma",
          "ta",
          "gracias",
          "obrigado",
          "thanks",
          "envio",
          "cidade",
          "ciudad");

  /** Makes an extractor. */
  public EntityExtractor() {}

  /**
   * Reads a message.
   *
   * @param text the message; what lies beyond 4,096 characters is not read
   * @param context country, asked slot, date and products
   * @return everything the message says
   */
  public Entities extract(String text, EntityContext context) {
    var scan = new Scan(text, context.country());
    var email = ContactFinder.email(scan);
    var document = DocumentFinder.find(scan);
    var order = OrderNumberFinder.find(scan, context);
    var money = MoneyFinder.find(scan, context.country());
    var date = DateFinder.find(scan, context);
    var phone = ContactFinder.phone(scan, context.country());
    AddressMask.apply(scan);

    var tokens = scan.tokens();
    var elsewhere = phone == null ? new HashSet<Integer>() : phoneWords(tokens);
    elsewhere.addAll(trackingWords(tokens));
    var vocabulary = context.vocabulary();
    boolean asksName = "name".equals(context.asked());
    var place = place(tokens, context, elsewhere);
    var nameTaken = new HashSet<>(elsewhere);
    if (place != null) {
      addRange(nameTaken, place.from(), place.to());
    }
    var person = new NameFinder(tokens, vocabulary, nameTaken, asksName, scan.isEnglish()).find();
    if (place != null && asksName && person == null && place.to() - place.from() == tokens.size()) {
      person = new NameFinder.Person(scan.text().strip(), place.from(), place.to(), 1);
      place = null;
    }
    if (place != null) {
      addRange(elsewhere, place.from(), place.to());
    }
    if (person != null) {
      addRange(elsewhere, person.from(), person.to());
    }
    var lexemes = new LexemeReader(scan, tokens, elsewhere, context).read();
    var found = new ItemReader(lexemes, vocabulary).read();
    var items = MinusSigns.apply(scan.text(), new AskedItem(context).read(found.items(), lexemes));
    var change =
        new ItemChange(
            found.removed(),
            found.adding(),
            found.replacing(),
            found.everyItem(),
            isBare(tokens, lexemes));
    return new Entities(
        items,
        place == null ? null : place.name(),
        person == null ? null : person.name(),
        email,
        phone,
        document,
        order,
        money == null ? null : money.amount(),
        money == null ? null : money.currency(),
        iso(date),
        change);
  }

  private static TownFinder.@Nullable Place place(
      List<Token> tokens, EntityContext context, Set<Integer> elsewhere) {
    var products = new HashSet<>(elsewhere);
    var words = tokens.stream().map(Token::word).toList();
    for (var mention : context.vocabulary().mentions(words)) {
      if (context.vocabulary().inCatalogue(mention.product())) {
        addRange(products, mention.from(), mention.to());
      }
    }
    return new TownFinder(tokens, context, products).find();
  }

  private static @Nullable String iso(@Nullable LocalDate date) {
    return date == null ? null : date.toString();
  }

  /** "mi celular es 099 …": the words in front of a phone number name no product. */
  private static Set<Integer> phoneWords(List<Token> tokens) {
    var words = new HashSet<Integer>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isTaken()) {
        int before = i - 1;
        while (before >= 0 && PHONE_LINKS.contains(tokens.get(before).word())) {
          before--;
        }
        if (before >= 0 && PHONE_WORDS.contains(tokens.get(before).word())) {
          words.add(before);
        }
      }
    }
    return words;
  }

  /** "la guía", "número de guía": the carrier's paper, not the drywall track. */
  private static Set<Integer> trackingWords(List<Token> tokens) {
    var words = new HashSet<Integer>();
    for (int i = 0; i < tokens.size(); i++) {
      boolean carrier = "guia".equals(tokens.get(i).word());
      boolean before = i > 0 && Set.of("la", "mi", "de", "esa").contains(tokens.get(i - 1).word());
      boolean after = i + 1 < tokens.size() && tokens.get(i + 1).isTaken();
      if (carrier && (before || after)) {
        words.add(i);
      }
    }
    return words;
  }

  private static void addRange(Set<Integer> set, int from, int to) {
    for (int i = from; i < to; i++) {
      set.add(i);
    }
  }

  /** Nothing but values, cues and filler words. */
  private static boolean isBare(List<Token> tokens, List<Lexeme> lexemes) {
    boolean others =
        lexemes.stream()
            .anyMatch(lexeme ->
                (lexeme instanceof Lexeme.Other other
                        && Character.isLetter(other.word().charAt(0))
                        && !FILLERS.contains(other.word()))
                    || (lexeme instanceof Lexeme.Cue cue && changes(cue.kind())));
    return !others && !tokens.isEmpty();
  }

  private static boolean changes(Lexeme.CueKind kind) {
    return switch (kind) {
      case ADD, REMOVE, CHANGE, INSTEAD, NEGATION, CORRECTION -> true;
      case OF, AND, BREAK, TIMES, THICKNESS, LENGTH, WIDTH, ALL, EACH, MORE -> false;
    };
  }
}
