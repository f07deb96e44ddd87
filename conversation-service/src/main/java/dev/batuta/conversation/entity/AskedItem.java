package dev.batuta.conversation.entity;

import dev.batuta.conversation.vocabulary.Words;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a bare answer as the slot that was asked for: "150" as millimetres, "6" as a count. */
final class AskedItem {
  private final EntityContext context;

  AskedItem(EntityContext context) {
    this.context = context;
  }

  List<Item> read(List<Item> items, List<Lexeme> lexemes) {
    var asked = context.askedAttribute();
    if ("product".equals(asked) && items.stream().noneMatch(item -> item.product() != null)) {
      return named(items, lexemes);
    }
    var several = several(asked, lexemes);
    if (!several.isEmpty()) {
      return several;
    }
    var number = onlyNumber(lexemes);
    if (number == null || items.size() > 1) {
      return items;
    }
    if (!items.isEmpty() && items.getFirst().product() != null) {
      return items;
    }
    var colour = items.isEmpty() ? null : items.getFirst().colour();
    return switch (asked) {
      case "thickness_mm" -> List.of(thickness(number, colour));
      case "length_m" -> List.of(length(number, colour));
      case "quantity" -> List.of(quantity(number, items));
      default -> items;
    };
  }

  /** "8 y 10": one bare number for each open item, in their order. */
  private static List<Item> several(String asked, List<Lexeme> lexemes) {
    boolean bare =
        lexemes.stream()
            .allMatch(lexeme ->
                lexeme instanceof Lexeme.Count
                    || (lexeme instanceof Lexeme.Cue cue && cue.kind() == Lexeme.CueKind.AND));
    var counts = lexemes.stream().filter(Lexeme.Count.class::isInstance).toList();
    if (!bare || counts.size() < 2) {
      return List.of();
    }
    return switch (asked) {
      case "thickness_mm" -> counts.stream().map(count -> thickness(count, null)).toList();
      case "length_m" -> counts.stream().map(count -> length(count, null)).toList();
      case "quantity" -> counts.stream().map(count -> quantity(count, List.of())).toList();
      default -> List.of();
    };
  }

  private static Item thickness(Lexeme number, @Nullable String colour) {
    var millimetres =
        switch (number) {
          case Lexeme.Measure measure -> measure.unit().toMillimetres(measure.value());
          case Lexeme.Count count -> count.value();
          default -> throw new IllegalStateException("expected a number, found " + number);
        };
    return new Item(null, null, null, millimetres, null, null, null, colour);
  }

  private static Item length(Lexeme number, @Nullable String colour) {
    var metres =
        switch (number) {
          case Lexeme.Measure measure -> measure.unit().toMetres(measure.value());
          case Lexeme.Count count -> NumberRole.bareMetres(count.value());
          default -> throw new IllegalStateException("expected a number, found " + number);
        };
    return new Item(null, null, null, null, null, metres, null, colour);
  }

  private static Item quantity(Lexeme number, List<Item> items) {
    BigDecimal value =
        switch (number) {
          case Lexeme.Measure measure -> measure.value();
          case Lexeme.Count count -> count.value();
          default -> throw new IllegalStateException("expected a number, found " + number);
        };
    var measured = number instanceof Lexeme.Measure ? "m" : "unidad";
    var unit = items.isEmpty() ? null : items.getFirst().unit();
    var colour = items.isEmpty() ? null : items.getFirst().colour();
    return new Item(null, value, unit == null ? measured : unit, null, null, null, null, colour);
  }

  private static @Nullable Lexeme onlyNumber(List<Lexeme> lexemes) {
    @Nullable Lexeme only = null;
    for (var lexeme : lexemes) {
      boolean number = lexeme instanceof Lexeme.Count || lexeme instanceof Lexeme.Measure;
      if (lexeme instanceof Lexeme.Sides
          || lexeme instanceof Lexeme.Area
          || (number && only != null)) {
        return null;
      }
      only = number ? lexeme : only;
    }
    return only;
  }

  /** The assistant asked which product: the last plausible noun, when the answer is short. */
  private List<Item> named(List<Item> items, List<Lexeme> lexemes) {
    var nouns =
        lexemes.stream()
            .filter(Lexeme.Other.class::isInstance)
            .map(lexeme -> ((Lexeme.Other) lexeme).word())
            .filter(word -> word.length() >= 4 && word.chars().allMatch(Character::isLetter))
            .filter(word -> !context.vocabulary().isCommon(word))
            .toList();
    if (nouns.size() != 1 || items.size() > 1) {
      return items;
    }
    var known =
        items.isEmpty()
            ? new Item(null, null, null, null, null, null, null, null)
            : items.getFirst();
    return List.of(known.withProduct(Words.singular(nouns.getFirst())));
  }
}
