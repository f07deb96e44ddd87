/** RFC 9457 answers, made in one place. */
@NullMarked
package dev.batuta.starter.problem;

import org.jspecify.annotations.NullMarked;
