/** Services that do not answer are left alone for a while. */
@NullMarked
package dev.batuta.gateway.resilience;

import org.jspecify.annotations.NullMarked;
