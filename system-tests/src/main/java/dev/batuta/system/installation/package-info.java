/** The product as separate processes on this machine. */
@NullMarked
package dev.batuta.system.installation;

import org.jspecify.annotations.NullMarked;
