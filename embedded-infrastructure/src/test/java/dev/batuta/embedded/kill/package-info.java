/** Servers in a process of their own that is really killed. */
@NullMarked
package dev.batuta.embedded.kill;

import org.jspecify.annotations.NullMarked;
