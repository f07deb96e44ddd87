/** A line in the log and safe headers for each answer. */
@NullMarked
package dev.batuta.gateway.access;

import org.jspecify.annotations.NullMarked;
