/** Where this service may connect to when somebody else names the address. */
package io.colloquy.rest.egress;
