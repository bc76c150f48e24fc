/** Files become sparse rows with labels: readers, text vectoriser, label dictionary. */
package org.sluice.data;
