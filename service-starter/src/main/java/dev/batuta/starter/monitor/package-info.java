/** Work that is repeated at a steady beat for as long as a service runs. */
@NullMarked
package dev.batuta.starter.monitor;

import org.jspecify.annotations.NullMarked;
