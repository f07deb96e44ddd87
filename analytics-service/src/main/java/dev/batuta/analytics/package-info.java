/** The analytics agent: registered, healthy and reachable; its features come later. */
@NullMarked
package dev.batuta.analytics;

import org.jspecify.annotations.NullMarked;
