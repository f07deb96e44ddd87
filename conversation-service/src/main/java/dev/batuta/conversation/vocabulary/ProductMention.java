package dev.batuta.conversation.vocabulary;

/**
 * A stretch of words that names a product.
 *
 * @param from index of its first word
 * @param to index after its last word
 * @param product the product's key
 * @param generic true for a bare shape word ("paneles", "placa") which may also count another
 *     product's pieces
 * @param brand true when a maker's name was used ("iphone"), after which a number is a model
 */
public record ProductMention(int from, int to, String product, boolean generic, boolean brand) {}
