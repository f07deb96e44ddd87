/** How much each tenant may ask for, by its tier. */
@NullMarked
package dev.batuta.orchestrator.limit;

import org.jspecify.annotations.NullMarked;
