/** Which path goes to which service, and what no path may look like. */
@NullMarked
package dev.batuta.gateway.route;

import org.jspecify.annotations.NullMarked;
