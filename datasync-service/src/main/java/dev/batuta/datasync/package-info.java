/** The datasync agent: registered, healthy and reachable; its features come later. */
@NullMarked
package dev.batuta.datasync;

import org.jspecify.annotations.NullMarked;
