/** RFC 9457 answers of the gateway itself, and a page on each. */
@NullMarked
package dev.batuta.gateway.problem;

import org.jspecify.annotations.NullMarked;
