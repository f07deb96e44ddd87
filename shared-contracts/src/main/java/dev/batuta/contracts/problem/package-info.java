/** Problem codes: the refusals a caller can meet, one word each, for RFC 9457 answers. */
@NullMarked
package dev.batuta.contracts.problem;

import org.jspecify.annotations.NullMarked;
