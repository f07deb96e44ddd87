/** Who calls: token check, roles, and the tokens with which services call each other. */
@NullMarked
package dev.batuta.starter.security;

import org.jspecify.annotations.NullMarked;
