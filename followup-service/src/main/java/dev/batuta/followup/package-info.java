/** The followup agent: registered, healthy and reachable; its features come later. */
@NullMarked
package dev.batuta.followup;

import org.jspecify.annotations.NullMarked;
