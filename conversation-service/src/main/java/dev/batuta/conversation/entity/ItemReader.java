package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.ItemDraft.Slot;
import dev.batuta.conversation.entity.Lexeme.CueKind;
import dev.batuta.conversation.vocabulary.ProductGroup;
import dev.batuta.conversation.vocabulary.ProductMention;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads items from lexemes, from left to right: a number belongs to the product that follows when
 * it counts it, else to the product before; what stands before any product waits for the first one.
 */
final class ItemReader {
  private static final Set<String> NO = Set.of("no", "nao", "nop", "not", "nah");
  private final List<Lexeme> lexemes;
  private final LexemeWindow window;
  private final ItemBoard board;
  private final ProductVocabulary vocabulary;
  private final MentionRole mentions;
  private final SizeReader sizes;
  private Mode mode = Mode.KEEP;
  private boolean adding;
  private boolean replacing;
  private final ReadingMemory memory = new ReadingMemory();

  ItemReader(List<Lexeme> lexemes, ProductVocabulary vocabulary) {
    this.lexemes = UnknownNouns.name(lexemes, vocabulary);
    this.window = new LexemeWindow(this.lexemes);
    this.board = new ItemBoard(vocabulary);
    this.vocabulary = vocabulary;
    this.mentions = new MentionRole(window, board, vocabulary);
    this.sizes = new SizeReader(window, board, vocabulary, memory);
  }

  private enum Mode {
    KEEP,
    NEGATED,
    REMOVING,
    GIVEN_UP,
    CHANGING
  }

  Result read() {
    for (int i = 0; i < lexemes.size(); i++) {
      read(i);
    }
    if (mode == Mode.REMOVING) {
      board.removePending();
    }
    return new Result(board.items(), board.removedItems(), adding, replacing, board.everyItem());
  }

  private void read(int i) {
    switch (lexemes.get(i)) {
      case Lexeme.Product product -> product(product.mention(), i);
      case Lexeme.Count count -> count(count, i);
      case Lexeme.Measure measure -> sizes.measure(measure, i);
      case Lexeme.Area area -> sizes.area(area.squareMetres(), i);
      case Lexeme.Sides sides -> sides(sides, i);
      case Lexeme.Colour colour -> colour(colour, i);
      case Lexeme.Unit unit -> unit(unit, i);
      case Lexeme.Cue cue -> cue(cue.kind(), i);
      case Lexeme.Other other -> other(other.word(), i);
    }
  }

  private void product(ProductMention mention, int i) {
    if (mode == Mode.NEGATED || mode == Mode.REMOVING || mode == Mode.GIVEN_UP) {
      boolean givenUp = mode == Mode.GIVEN_UP;
      board.remove(mention.product(), mention.brand());
      replacing |= givenUp;
      if (givenUp) {
        mode = Mode.KEEP;
        board.nothingCurrent();
      }
      return;
    }
    if (mode == Mode.CHANGING && mentions.givesWay(i)) {
      board.remove(mention.product(), mention.brand());
      board.nothingCurrent();
      replacing = true;
      mode = Mode.KEEP;
      return;
    }
    var current = board.current();
    if (memory.isCorrecting() && current != null) {
      board.correctProduct(current, mention.product(), mention.brand());
      memory.corrected();
      return;
    }
    if (mentions.isPurpose(mention, i) || mentions.isMaterial(mention, i)) {
      return;
    }
    board.stopSharing();
    var before = board.pending();
    board.name(mention.product(), mention.brand());
    var named = board.current();
    memory.moved(before, named);
  }

  private void count(Lexeme.Count count, int i) {
    if (memory.skipped() || mentions.isModelNumber(i)) {
      return;
    }
    boolean ahead = window.hasProductAhead(i);
    if (count.article() && !ahead && !(window.at(i + 1) instanceof Lexeme.Unit)) {
      return;
    }
    if (mode != Mode.REMOVING && mode != Mode.CHANGING && (ahead || mode == Mode.NEGATED)) {
      mode = Mode.KEEP;
    }
    if (ahead) {
      board.stopSharing();
      aheadOf(count, i);
      return;
    }
    var target = board.target();
    var named = window.namedBy(i);
    if (named != null) {
      var value = named == Slot.THICKNESS ? count.value() : NumberRole.bareMetres(count.value());
      sizes.assign(named, value, target);
      return;
    }
    var lastSlot = memory.lastSlot();
    var lastDraft = memory.lastDraft();
    if (memory.isCorrecting()
        && lastSlot != null
        && lastDraft != null
        && !(window.at(i + 1) instanceof Lexeme.Unit)) {
      memory.corrected();
      lastDraft.set(lastSlot, count.value());
      return;
    }
    bare(count, i, target);
  }

  private void aheadOf(Lexeme.Count count, int i) {
    var named = window.namedBy(i);
    if (named != null && board.current() != null && window.slotBefore(i)) {
      sizes.assign(named, NumberRole.bareMetres(count.value()), board.target());
      return;
    }
    var product = window.at(window.productAhead(i));
    var current = board.current();
    if (memory.isCorrecting()
        && current != null
        && product instanceof Lexeme.Product same
        && same.mention().product().equals(current.product())) {
      current.clear(Slot.QUANTITY);
    }
    if (board.pending().has(Slot.QUANTITY)
        && !memory.isCorrecting()
        && window.is(i - 1, CueKind.OF)) {
      return;
    }
    board.pending().quantity(count);
    memory.counted(board.pending());
    memory.remember(Slot.QUANTITY, board.pending());
    memory.corrected();
  }

  private void bare(Lexeme.Count count, int i, ItemDraft target) {
    if (window.at(i + 1) instanceof Lexeme.Other other && UnknownNouns.isNoThing(other.word())) {
      return;
    }
    boolean unitNext = window.at(i + 1) instanceof Lexeme.Unit;
    boolean startsLot = window.startsLot(i);
    if (memory.isCorrecting()) {
      memory.corrected();
      target.clear(Slot.QUANTITY);
    } else if (unitNext && window.is(i - 1, CueKind.OF) && target.has(Slot.QUANTITY)) {
      memory.counted(null);
      return;
    }
    boolean coloured = window.startsColouredLot(i);
    var lot = coloured ? NumberRole.Lot.COLOURED : NumberRole.Lot.NONE;
    var sized = unitNext || startsLot || isTimes(i);
    var group = target.product() == null ? ProductGroup.OTHER : vocabulary.group(target.product());
    if (place(i) == NumberRole.Place.OF
        && group.hasThickness()
        && !target.has(Slot.THICKNESS)
        && !unitNext) {
      sized = sized && !NumberRole.isThickness(count.value());
    }
    if (place(i) == NumberRole.Place.PRODUCT
        && group == ProductGroup.PANEL
        && !target.has(Slot.THICKNESS)
        && !unitNext) {
      sized = sized && !NumberRole.isUsualThickness(count.value());
    }
    var role =
        board.roles().of(target, count.value(), place(i), sized ? NumberRole.Lot.SIZED : lot);
    if (role == null) {
      return;
    }
    if (role != Slot.QUANTITY) {
      sizes.assign(role, count.value(), target);
      return;
    }
    boolean lots = target.has(Slot.QUANTITY) || (target.has(Slot.AREA) && startsLot);
    if (lots && !startsLot && !coloured) {
      return;
    }
    var draft = lots ? board.startLot(target) : target;
    draft.quantity(count);
    memory.counted(draft);
    memory.remember(Slot.QUANTITY, draft);
  }

  private boolean isTimes(int i) {
    return window.is(i - 1, CueKind.TIMES);
  }

  private NumberRole.Place place(int i) {
    if (window.is(i - 1, CueKind.OF)) {
      return NumberRole.Place.OF;
    }
    boolean direct =
        window.at(i - 1) instanceof Lexeme.Product
            || (window.at(i - 1) instanceof Lexeme.Colour
                && window.at(i - 2) instanceof Lexeme.Product);
    return direct ? NumberRole.Place.PRODUCT : NumberRole.Place.FREE;
  }

  /** "cambiá 10 por 12" is a change and no area. */
  private void sides(Lexeme.Sides sides, int i) {
    if (mode == Mode.CHANGING && sides.sides().stream().noneMatch(Lexeme.Side::written)) {
      count(new Lexeme.Count(sides.sides().getLast().value(), false, false), i);
    } else {
      sizes.sides(sides, i);
    }
  }

  private void colour(Lexeme.Colour colour, int i) {
    if (memory.skipped()) {
      return;
    }
    boolean adjective =
        window.at(i + 1) instanceof Lexeme.Product
            && !(window.at(i - 1) instanceof Lexeme.Product)
            && (window.at(i - 1) instanceof Lexeme.Count
                || board.current() == null
                || window.is(i - 1, CueKind.AND));
    var target = adjective ? board.pending() : board.target();
    if (!adjective && sharesColour(colour, i)) {
      board.kept().stream().filter(d -> d.colour() == null).forEach(d -> d.colour(colour.colour()));
      return;
    }
    if (target.colour() == null || memory.isCorrecting() || mode == Mode.CHANGING) {
      board.colour(colour.colour(), target);
    }
    memory.corrected();
  }

  /**
   * "2 mugs and 2 plates, white": a colour set off by a comma holds for all; so does a plural one.
   */
  private boolean sharesColour(Lexeme.Colour colour, int i) {
    var kept = board.kept();
    if (kept.size() < 2 || kept.stream().anyMatch(d -> d.colour() != null)) {
      return false;
    }
    var last = kept.getLast().number(Slot.QUANTITY);
    boolean single = last == null || last.compareTo(BigDecimal.ONE) == 0;
    int before = window.isOther(i - 1, "in", "en", "em") ? i - 2 : i - 1;
    boolean setOff =
        window.is(before, CueKind.AND) && !(window.at(before - 1) instanceof Lexeme.Colour);
    return setOff || (colour.plural() && single && last != null);
  }

  private void unit(Lexeme.Unit unit, int i) {
    boolean afterCount =
        window.at(i - 1) instanceof Lexeme.Count || window.at(i - 1) instanceof Lexeme.Colour;
    var counted = memory.counted();
    if (afterCount && counted != null && counted.has(Slot.QUANTITY)) {
      counted.unit(unit.unit());
    }
  }

  private void cue(CueKind kind, int i) {
    switch (kind) {
      case NEGATION -> mode = mode == Mode.REMOVING ? mode : Mode.NEGATED;
      case REMOVE -> {
        mode = Mode.REMOVING;
        board.nothingCurrent();
      }
      case ADD -> {
        mode = Mode.KEEP;
        adding = true;
      }
      case MORE -> adding = true;
      case CHANGE -> mode = Mode.CHANGING;
      case INSTEAD -> {
        boolean product = nextProductFollows(i);
        mode = product ? Mode.GIVEN_UP : mode;
        if (!product) {
          memory.skipNext();
        }
      }
      case CORRECTION -> {
        if (memory.hasValue() || board.current() != null) {
          memory.correct();
        }
      }
      case ALL -> board.share();
      case BREAK -> {
        mode = mode == Mode.CHANGING ? mode : Mode.KEEP;
        memory.skipNothing();
      }
      case AND -> {
        boolean restarts = !(window.at(i + 1) instanceof Lexeme.Product);
        if (mode == Mode.NEGATED && restarts && !window.is(i + 1, CueKind.NEGATION)) {
          mode = Mode.KEEP;
        }
      }
      case OF, TIMES, THICKNESS, LENGTH, WIDTH, EACH -> {}
    }
  }

  private boolean nextProductFollows(int i) {
    for (int j = i + 1; j < Math.min(lexemes.size(), i + 4); j++) {
      if (window.at(j) instanceof Lexeme.Product) {
        return true;
      }
      if (!(window.at(j) instanceof Lexeme.Other) && !window.is(j, CueKind.OF)) {
        return false;
      }
    }
    return false;
  }

  private void other(String word, int i) {
    if (mode == Mode.NEGATED
        && Set.of("pero", "quiero", "but", "mas", "quero", "solo").contains(word)) {
      mode = Mode.KEEP;
    }
    if (!NO.contains(word)) {
      return;
    }
    int next = i + 1;
    while (window.at(next) instanceof Lexeme.Other
        || window.is(next, CueKind.AND)
        || window.is(next, CueKind.OF)
        || window.is(next, CueKind.CORRECTION)) {
      next++;
    }
    if (window.at(i - 1) instanceof Lexeme.Product && window.at(next) instanceof Lexeme.Product) {
      memory.correct();
      return;
    }
    boolean value = isValue(window.at(next)) && next <= i + 4;
    if ("not".equals(word) && isValue(window.at(i + 1)) && memory.hasValue()) {
      memory.skipNext();
    } else if (value && memory.hasValue()) {
      memory.correct();
    } else if (value && window.at(i + 1) instanceof Lexeme.Other && counts() > 1) {
      memory.skipNext();
    } else if (value && board.current() != null && window.at(next) instanceof Lexeme.Colour) {
      memory.correct();
    } else if (window.at(i + 1) instanceof Lexeme.Product) {
      mode = Mode.NEGATED;
    }
  }

  private long counts() {
    return lexemes.stream().filter(ItemReader::isValue).count();
  }

  private static boolean isValue(@Nullable Lexeme lexeme) {
    return lexeme instanceof Lexeme.Count
        || lexeme instanceof Lexeme.Measure
        || lexeme instanceof Lexeme.Sides
        || lexeme instanceof Lexeme.Area
        || lexeme instanceof Lexeme.Colour;
  }

  /** What the reader found. */
  record Result(
      List<Item> items, List<Item> removed, boolean adding, boolean replacing, boolean everyItem) {
    Result {
      items = List.copyOf(items);
      removed = List.copyOf(removed);
    }
  }
}
