package dev.batuta.conversation.entity;

import dev.batuta.conversation.vocabulary.ProductMention;
import java.math.BigDecimal;
import java.util.List;

/** A piece of a message as the reader of items sees it. */
sealed interface Lexeme {
  /**
   * A bare number.
   *
   * @param value the number
   * @param article true for "un", which may be no count
   * @param couple true for "un par", which is one pair of shoes and two of anything else
   */
  record Count(BigDecimal value, boolean article, boolean couple) implements Lexeme {}

  /** A number with a unit of length. */
  record Measure(BigDecimal value, LengthUnit unit) implements Lexeme {}

  /** A number of square metres. */
  record Area(BigDecimal squareMetres) implements Lexeme {}

  /** Numbers joined by "x": sides, each with its unit when one was written. */
  record Sides(List<Side> sides) implements Lexeme {}

  /** A word that counts things: "cajas"; {@code shape} for "placas", which may be a product. */
  record Unit(String unit, boolean shape) implements Lexeme {}

  /** The name of a product. */
  record Product(ProductMention mention) implements Lexeme {}

  /** A colour word. */
  record Colour(String colour, boolean plural) implements Lexeme {}

  /** A word that says how to read what stands beside it. */
  record Cue(CueKind kind) implements Lexeme {}

  /** Any other word. */
  record Other(String word) implements Lexeme {}

  /**
   * One side of an area.
   *
   * @param value as written
   * @param unit the written unit, METRE when none was written and the number is small
   * @param written whether a unit was written
   */
  record Side(BigDecimal value, LengthUnit unit, boolean written) {}

  /** Units of length. */
  enum LengthUnit {
    /** Millimetre. */
    MM(new BigDecimal("0.001")),
    /** Centimetre. */
    CM(new BigDecimal("0.01")),
    /** Metre. */
    METRE(BigDecimal.ONE);

    private final BigDecimal metres;

    LengthUnit(BigDecimal metres) {
      this.metres = metres;
    }

    BigDecimal toMetres(BigDecimal value) {
      return value.multiply(metres);
    }

    BigDecimal toMillimetres(BigDecimal value) {
      return value.multiply(metres).movePointRight(3);
    }
  }

  /** What a cue announces. */
  enum CueKind {
    /** "de", "of": joins a number and what it belongs to. */
    OF,
    /** "y", "+", ",": another thing or value follows. */
    AND,
    /** A sign that ends a clause. */
    BREAK,
    /** "x", "por" between a count and a thing. */
    TIMES,
    /** "espesor", "thick". */
    THICKNESS,
    /** "largo", "alto", "long". */
    LENGTH,
    /** "ancho", "wide". */
    WIDTH,
    /** "sin", "no quiero", "without". */
    NEGATION,
    /** "no, mejor", "perdón", "I mean": the next value replaces one said before. */
    CORRECTION,
    /** "todas", "all": the next values hold for every item. */
    ALL,
    /** "cada una", "each": the values hold for every piece. */
    EACH,
    /** "sacá", "tira", "remove". */
    REMOVE,
    /** "agregale", "sumale", "add". */
    ADD,
    /** "más", "otros 6", "two more": as many besides those named before. */
    MORE,
    /** "en vez de", "instead of": what follows is given up. */
    INSTEAD,
    /** "cambiá", "troca", "change": the next thing gives way to the one after. */
    CHANGE
  }
}
