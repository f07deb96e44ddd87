/** One process of an installation: started, killed, frozen and watched from outside. */
@NullMarked
package dev.batuta.system.process;

import org.jspecify.annotations.NullMarked;
