package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.ItemDraft.Slot;
import dev.batuta.conversation.entity.Lexeme.CueKind;
import dev.batuta.conversation.entity.Lexeme.LengthUnit;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads lengths, areas and sides into the item they belong to. */
final class SizeReader {
  private final LexemeWindow window;
  private final ItemBoard board;
  private final ProductVocabulary vocabulary;
  private final ReadingMemory memory;

  SizeReader(
      LexemeWindow window, ItemBoard board, ProductVocabulary vocabulary, ReadingMemory memory) {
    this.window = window;
    this.board = board;
    this.vocabulary = vocabulary;
    this.memory = memory;
  }

  void measure(Lexeme.Measure measure, int i) {
    if (memory.skipped()) {
      return;
    }
    boolean directly = window.at(i + 1) instanceof Lexeme.Product;
    boolean joined = window.is(i + 1, CueKind.OF) && window.at(i + 2) instanceof Lexeme.Product;
    boolean counting = joined && !isAttribute(i) && measure.unit() == LengthUnit.METRE;
    if (counting && !board.pending().has(Slot.QUANTITY)) {
      board.pending().set(Slot.QUANTITY, measure.value());
      board.pending().unit("m");
      memory.remember(Slot.QUANTITY, board.pending());
      return;
    }
    boolean forNext =
        (directly || joined) && (board.current() == null || !board.pending().isEmpty() || directly);
    var target = forNext ? board.pending() : board.target();
    var named = window.namedBy(i);
    var slot = named;
    if (slot == null) {
      boolean known = target.has(Slot.THICKNESS) && !memory.isCorrecting();
      slot = board.roles().of(target.product(), measure.value(), measure.unit(), known);
    }
    if (slot == null) {
      return;
    }
    var value =
        slot == Slot.THICKNESS
            ? measure.unit().toMillimetres(measure.value())
            : measure.unit().toMetres(measure.value());
    if (named == null
        && slot == Slot.LENGTH
        && target.has(Slot.LENGTH)
        && !memory.isCorrecting()
        && !board.isShared()) {
      if (window.is(i - 1, CueKind.TIMES) && !target.has(Slot.WIDTH)) {
        var other = target.number(Slot.LENGTH);
        target.sides(value, other == null ? value : other);
      }
      return;
    }
    assign(slot, value, target);
  }

  /** "10 de 3 m de …" gives a size, "preciso de 3 m de …" a count. */
  private boolean isAttribute(int i) {
    return window.is(i - 1, CueKind.OF) && i > 1 && !(window.at(i - 2) instanceof Lexeme.Other);
  }

  void area(BigDecimal squareMetres, int i) {
    if (memory.skipped()) {
      return;
    }
    boolean ahead = window.hasProductAhead(i);
    var target = ahead ? board.pending() : board.target();
    if (!ahead && target.has(Slot.AREA) && !memory.isCorrecting()) {
      target = board.startLot(target);
    }
    assign(Slot.AREA, squareMetres, target);
  }

  void sides(Lexeme.Sides sides, int i) {
    boolean ahead = window.hasProductAhead(i) && !board.pending().isEmpty();
    var target = ahead ? board.pending() : board.target();
    var product = target.product();
    var metres = ItemDraft.metres(sides.sides());
    boolean tiny = metres.stream().allMatch(side -> side.compareTo(new BigDecimal("0.32")) < 0);
    if (memory.skipped() || (product != null && board.roles().isSizeNamed(product) && tiny)) {
      return;
    }
    if (thicknessByLength(sides.sides(), target)) {
      return;
    }
    if (metres.size() == 3) {
      var thin = metres.stream().reduce(metres.getFirst(), BigDecimal::min);
      var others = new ArrayList<>(metres);
      others.remove(thin);
      if (thin.compareTo(new BigDecimal("0.31")) <= 0) {
        assign(Slot.THICKNESS, thin.movePointRight(3), target);
      }
      metres = others;
    }
    var width = metres.get(0).min(metres.get(1));
    var length = metres.get(0).max(metres.get(1));
    if (target.has(Slot.WIDTH)
        && target.has(Slot.LENGTH)
        && !memory.isCorrecting()
        && !board.isShared()) {
      return;
    }
    assign(Slot.WIDTH, width, target);
    assign(Slot.LENGTH, length, target);
  }

  /** "50 x 2,5 m", "80 mm por 3 metros": a thickness and a length, not two sides. */
  private boolean thicknessByLength(List<Lexeme.Side> sides, ItemDraft target) {
    var thin = sides.getFirst();
    var reach = sides.getLast();
    boolean millimetres = (thin.written() && thin.unit() != LengthUnit.METRE) || !thin.written();
    var thickness = thin.written() ? thin.unit().toMillimetres(thin.value()) : thin.value();
    boolean metres =
        reach.unit() == LengthUnit.METRE && reach.value().compareTo(BigDecimal.valueOf(19)) <= 0;
    if (sides.size() != 2
        || !millimetres
        || !metres
        || thickness.compareTo(BigDecimal.valueOf(20)) < 0
        || thickness.compareTo(BigDecimal.valueOf(300)) > 0) {
      return false;
    }
    var product = target.product();
    if (product == null || vocabulary.group(product).hasThickness()) {
      assign(Slot.THICKNESS, thickness, target);
    } else if (!board.roles().isSizeNamed(product)) {
      return false;
    }
    assign(Slot.LENGTH, reach.value(), target);
    return true;
  }

  void assign(Slot slot, BigDecimal value, ItemDraft target) {
    board.set(slot, value, target);
    memory.remember(slot, target);
    memory.corrected();
  }
}
