/** What must be true of the product whatever fails. */
@NullMarked
package dev.batuta.system.proof;

import org.jspecify.annotations.NullMarked;
