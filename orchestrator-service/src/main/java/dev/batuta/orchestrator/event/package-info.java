/** Facts that something has happened, from tenants and services, for whoever in here waits. */
@NullMarked
package dev.batuta.orchestrator.event;

import org.jspecify.annotations.NullMarked;
