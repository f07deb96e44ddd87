/** The trace a request belongs to. */
@NullMarked
package dev.batuta.gateway.trace;

import org.jspecify.annotations.NullMarked;
