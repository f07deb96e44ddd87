/** What the agents of one conversation know together. */
@NullMarked
package dev.batuta.agent.context;

import org.jspecify.annotations.NullMarked;
