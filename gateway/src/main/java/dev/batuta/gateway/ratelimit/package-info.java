/** How many requests one caller may send. */
@NullMarked
package dev.batuta.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
