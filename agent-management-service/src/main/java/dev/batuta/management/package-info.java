/** Who uses the platform and with which credentials. */
@NullMarked
package dev.batuta.management;

import org.jspecify.annotations.NullMarked;
