/** The token issuer: signs short-lived tokens for API keys and services, publishes its keys. */
@NullMarked
package dev.batuta.management.token;

import org.jspecify.annotations.NullMarked;
