/** Outside effects that must not happen twice. */
@NullMarked
package dev.batuta.agent.once;

import org.jspecify.annotations.NullMarked;
