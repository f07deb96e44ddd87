/** Who calls: API keys become tokens, claimed identities are dropped. */
@NullMarked
package dev.batuta.gateway.authentication;

import org.jspecify.annotations.NullMarked;
