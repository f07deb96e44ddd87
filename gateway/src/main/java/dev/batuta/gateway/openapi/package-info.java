/** One description of the API made of those of all services. */
@NullMarked
package dev.batuta.gateway.openapi;

import org.jspecify.annotations.NullMarked;
