/** The one door to the platform. */
@NullMarked
package dev.batuta.gateway;

import org.jspecify.annotations.NullMarked;
