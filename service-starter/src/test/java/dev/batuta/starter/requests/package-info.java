/** A tiny service that shows how requests are answered. */
@NullMarked
package dev.batuta.starter.requests;

import org.jspecify.annotations.NullMarked;
