/** Tenants: set up, described to the other services, listed. */
@NullMarked
package dev.batuta.management.tenant;

import org.jspecify.annotations.NullMarked;
