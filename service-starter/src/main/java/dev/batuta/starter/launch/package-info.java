/** Starts a service with its own configuration file beside others in one process. */
@NullMarked
package dev.batuta.starter.launch;

import org.jspecify.annotations.NullMarked;
