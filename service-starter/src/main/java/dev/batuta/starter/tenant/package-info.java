/** Which tenants there are, kept up to date from the compacted topic. */
@NullMarked
package dev.batuta.starter.tenant;

import org.jspecify.annotations.NullMarked;
