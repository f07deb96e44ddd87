/** What a customer's message says: items with sizes, people, places, documents, money and dates. */
@NullMarked
package dev.batuta.conversation.entity;

import org.jspecify.annotations.NullMarked;
