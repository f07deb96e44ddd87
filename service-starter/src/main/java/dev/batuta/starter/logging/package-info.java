/** JSON log lines with tenant, task and trace. */
@NullMarked
package dev.batuta.starter.logging;

import org.jspecify.annotations.NullMarked;
