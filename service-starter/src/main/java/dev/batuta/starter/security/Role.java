package dev.batuta.starter.security;

/** Role names as they stand in tokens and in {@code @RolesAllowed}. */
public final class Role {
  /** Runs the platform: makes tenants and their keys; sees no tenant's data by itself. */
  public static final String PLATFORM_ADMIN = "platform_admin";

  /** Runs one tenant. */
  public static final String TENANT_ADMIN = "tenant_admin";

  /** Works for one tenant: takes over conversations, edits quotes, submits tasks. */
  public static final String OPERATOR = "operator";

  /** Reads what one tenant has. */
  public static final String VIEWER = "viewer";

  /** Another service, acting for one tenant. */
  public static final String SERVICE = "service";

  private Role() {}
}
