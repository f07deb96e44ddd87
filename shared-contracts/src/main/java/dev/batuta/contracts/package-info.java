/** Ids and the JSON form that every Batuta service, message and document shares. */
@NullMarked
package dev.batuta.contracts;

import org.jspecify.annotations.NullMarked;
