/** The whole service on embedded servers, as its callers meet it. */
@NullMarked
package dev.batuta.quote.service;

import org.jspecify.annotations.NullMarked;
