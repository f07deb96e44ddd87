package dev.batuta.starter.security;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.starter.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers the caller and the tenant: from the token, and from nowhere else. */
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {
  static final String TENANT_CLAIM = "tenant_id";
  static final String ROLES_CLAIM = "roles";

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    Class<?> type = parameter.getParameterType();
    boolean fromRequest =
        parameter.hasParameterAnnotation(PathVariable.class)
            || parameter.hasParameterAnnotation(RequestParam.class);
    return !fromRequest && (type == Caller.class || type == TenantId.class);
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer mavContainer,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binderFactory) {
    Caller caller = caller();
    if (parameter.getParameterType() == Caller.class) {
      return caller;
    }
    TenantId tenant = caller.tenant();
    if (tenant == null) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN, "These credentials act for no tenant; use a key of the tenant.");
    }
    return tenant;
  }

  private static Caller caller() {
    if (SecurityContextHolder.getContext().getAuthentication()
        instanceof JwtAuthenticationToken token) {
      return Caller.of(token.getToken());
    }
    throw new ProblemException(ProblemCode.UNAUTHENTICATED, "No token was sent.");
  }
}
