/**
 * Settings as validated records, each field with one name that JSON files, the command line and the
 * model's manifest share.
 */
package org.sluice.config;
