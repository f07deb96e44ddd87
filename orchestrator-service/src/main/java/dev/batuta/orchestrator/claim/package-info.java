/** Values too large to be shown where they belong, by their claim. */
@NullMarked
package dev.batuta.orchestrator.claim;

import org.jspecify.annotations.NullMarked;
