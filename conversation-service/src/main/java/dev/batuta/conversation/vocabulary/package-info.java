/** The words customers use: products, colours, units, numbers, towns and given names. */
@NullMarked
package dev.batuta.conversation.vocabulary;

import org.jspecify.annotations.NullMarked;
