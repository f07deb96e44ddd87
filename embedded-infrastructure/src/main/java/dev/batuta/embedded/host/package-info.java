/** What the embedded servers need from the machine they run on: ports and directories. */
@NullMarked
package dev.batuta.embedded.host;

import org.jspecify.annotations.NullMarked;
