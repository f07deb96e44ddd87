/** What an agent does: it takes tasks, works on them and answers with a result. */
@NullMarked
package dev.batuta.agent.task;

import org.jspecify.annotations.NullMarked;
