package dev.batuta.embedded.mongo;

import org.jspecify.annotations.Nullable;

/**
 * One key of one document in an index; with fewer values than the index has fields it is a probe
 * for the place before or after all entries that begin with these values.
 *
 * @param values normalized, in the order of the index fields
 * @param position the document's place in its collection, or {@link #BEFORE} or {@link #AFTER}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by KeyOrder only; a list would cost memory
record IndexEntry(@Nullable Object[] values, int position) {
  static final int BEFORE = Integer.MIN_VALUE;
  static final int AFTER = Integer.MAX_VALUE;
}
