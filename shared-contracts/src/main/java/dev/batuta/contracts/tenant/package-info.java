/** What every service knows of a tenant. */
@NullMarked
package dev.batuta.contracts.tenant;

import org.jspecify.annotations.NullMarked;
