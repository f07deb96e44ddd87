/** When a tenant is open: its opening hours and the public holidays of its country. */
@NullMarked
package dev.batuta.orchestrator.calendar;

import org.jspecify.annotations.NullMarked;
