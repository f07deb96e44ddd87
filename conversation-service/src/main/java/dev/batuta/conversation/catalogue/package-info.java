/** The products a tenant sells, as the language side needs them. */
@NullMarked
package dev.batuta.conversation.catalogue;

import org.jspecify.annotations.NullMarked;
