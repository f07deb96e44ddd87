/** That the processes of a test can be broken, and do not outlive it. */
@NullMarked
package dev.batuta.system.process;

import org.jspecify.annotations.NullMarked;
