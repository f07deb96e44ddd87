/** API keys: made, shown once, listed without their secret, revoked. */
@NullMarked
package dev.batuta.management.apikey;

import org.jspecify.annotations.NullMarked;
